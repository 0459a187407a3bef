"""From the wire to checked records: the HTTP client, the feed format, the adapters."""
