"""For authors of pathways: specs, coverage, proofs, mutation, differences between versions."""
