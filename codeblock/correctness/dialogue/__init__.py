"""What runs inside the two boxes of `judge_apart`; copied there, and run with the standard library alone."""
