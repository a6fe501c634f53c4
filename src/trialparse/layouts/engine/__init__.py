"""What all layouts are made of: the lines of a page, cutters at labels, readers of what stands under them."""
