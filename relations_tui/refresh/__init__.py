"""Use cases of bringing data in and out: refresh, import, export. No UI: values and callbacks."""
