"""The tabs of the main screen, one module each; `registry` lists them."""
