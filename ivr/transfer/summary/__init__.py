"""What an agent is told of a caller: facts from the record, and three renderings of them."""

from ivr.transfer.summary.make import make_summary
from ivr.transfer.summary.summary import Summary

__all__ = ["Summary", "make_summary"]
