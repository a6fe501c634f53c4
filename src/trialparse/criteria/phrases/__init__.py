"""What words say together: quantities, subjects, times and their anchors."""
