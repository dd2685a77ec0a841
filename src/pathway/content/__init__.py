"""From files on disk to validated models that know where everything stands."""
