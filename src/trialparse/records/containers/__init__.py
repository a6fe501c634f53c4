"""What holds records, opened piece by piece: texts of JSON, XML and tables, files, folders, archives, databases."""
