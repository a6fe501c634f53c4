"""Layouts that are code: their pages are more than labels in an order."""
