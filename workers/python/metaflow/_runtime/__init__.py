"""Loads flows and runs attempts for the page's engine. User code has no business here."""
