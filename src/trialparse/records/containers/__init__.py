"""What holds records, opened piece by piece: values, texts of JSON, XML and tables, files, folders, archives, databases."""
