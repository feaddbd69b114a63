row = 1
print "old", row
# <- item: other to 2
#            ^ reads: 1
exec "row = 2"
# <- item: other to 5
print >>row, row
#            ^ reads: 1
