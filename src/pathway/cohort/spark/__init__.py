"""A cohort on Spark: its own reader and writer, and the one function between them."""
