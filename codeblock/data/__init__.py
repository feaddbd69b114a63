"""Records and chat messages, and the segments that a response is made of."""

from codeblock.data.records import Pool, Rejection, load_pool, split_pool
from codeblock.data.segments import Part, Segment, cut_markdown

__all__ = ["Part", "Pool", "Rejection", "Segment", "cut_markdown", "load_pool", "split_pool"]
