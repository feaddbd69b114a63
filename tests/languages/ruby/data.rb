rows = DATA.read
# <- role: define
puts rows
#    ^ reads: 1
__END__
rows = 2
