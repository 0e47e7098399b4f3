"""The report for an appointment: one page of numbers, a chart and short lists, as HTML, PDF or Markdown."""
