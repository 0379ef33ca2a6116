"""What `tetrad doctor` looks at: a file for each thing an operator can mend. Nothing here changes "
"anything."""
