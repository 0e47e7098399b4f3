"""Rendering for the screen and the command line: functions from plain data to texts and Rich renderables."""
