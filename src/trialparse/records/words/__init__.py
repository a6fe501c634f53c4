"""How registers word a field that they hand to the WHO: one text for a list, a table or a form, in their own ways."""
