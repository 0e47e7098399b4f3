"""What import formats share: reading files within limits, cells, dates and numbers; entries with stable ids."""
