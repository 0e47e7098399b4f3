"""Search of the journal: `parse` a query, test days with it, or search with a `SearchIndex`."""

from gutskin_tui.model.search.completion import complete
from gutskin_tui.model.search.index import SearchIndex
from gutskin_tui.model.search.parser import QueryError, parse
from gutskin_tui.model.search.query import Query

__all__ = ["Query", "QueryError", "SearchIndex", "complete", "parse"]
