"""Settings, addresses, the templates' environment, and the page where a person lands."""
