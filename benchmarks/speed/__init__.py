"""What an analysis costs, beside tree-sitter's bare parse of the same bytes in the same run: `make bench`."""
