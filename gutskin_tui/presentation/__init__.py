"""What the tabs draw: pure functions from a session to renderables."""
