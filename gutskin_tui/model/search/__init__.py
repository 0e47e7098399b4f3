"""The query language of History: `parse` a query, ask it about one day, or search a whole journal by index."""

from gutskin_tui.model.search.index import SearchIndex
from gutskin_tui.model.search.parser import QueryError, parse
from gutskin_tui.model.search.query import Query

__all__ = ["Query", "QueryError", "SearchIndex", "parse"]
