"""In: Annotated. Out: records with evidence. No network, no database, no second article."""
