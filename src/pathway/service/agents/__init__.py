"""Tools for software agents, which propose and never decide; `protocol` alone knows MCP."""
