"""The widgets of the main screen and of the dialogs: panels, lists, forms, bars and input lines."""
