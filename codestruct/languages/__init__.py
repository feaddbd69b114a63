"""One data file a language, `<name>.toml`; no Python per language."""
