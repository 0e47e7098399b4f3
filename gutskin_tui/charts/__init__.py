"""Pictures in text: series in, Rich renderables out.

Charts take plain dates and floats and know nothing of journals, files or screens, so the Textual screen, the
command line and a report draw the same picture. They import Rich and the standard library only. Each module
holds one kind of picture; `ink` holds how all of them look.
"""
