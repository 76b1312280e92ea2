"""Customers, orders and tickets: the shop's own tables, or a company's HTTP API."""
