"""Treatment pathways as declarative files: explained advice that never treats unknown as safe."""
