"""Charts: series in, Rich renderables out.

Charts take plain dates and floats and depend on no journal, file or screen, so that the Textual screen,
the command line and a report draw the same chart. They import Rich and the standard library only. Each module
has one type of chart; `palette` has the styles of all of them.
"""
