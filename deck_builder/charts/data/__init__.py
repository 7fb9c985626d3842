"""What charts show: kinds, series and values as authors write them."""
