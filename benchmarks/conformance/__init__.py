"""Every language over real files from package registries."""
