"""Stage 3: conversations -> log-probabilities of what the assistant wrote."""

from codeblock.scoring.responses import encode_records, score_responses, take_records
from codeblock.scoring.shards import Ranks, ShardsMissing, score_in_shards
from codeblock.scoring.tokens import ScoringConfig, score_tokens

__all__ = [
    "Ranks",
    "ScoringConfig",
    "ShardsMissing",
    "encode_records",
    "score_in_shards",
    "score_responses",
    "score_tokens",
    "take_records",
]
