class Account
  attr_accessor :name

  def initialize(start, *rest, rate: 1, **more, &done)
    @total = start
    @log = []
    @@count = rest
  end

  def add(amount, times = 2)
    @total += amount * times
#   ^ path: 5?
    @log << amount
#   ^ path: 6?
    report(amount)
#   ^ calls: 28?; returns: 28?
    #      ^ passes: what?
    report_all
#   ^ calls: 30?; returns: 31?
    self.report(3)
    #    ^ calls: 28?; returns: 28?
    #           ^ passes: what?
    @log[0] = @total
#   ^ path: 6?, 13?
    #         ^ path: 11
  end

  def report(what) what end

  def report_all
    return @log
    #      ^ path: 6?, 13?
  end

  def self.open(first)
    new(first, 4)
#   ^ calls: 4
    #   ^ passes: start
    #          ^ passes: rest
  end
end

def plus(a, b)
  a + b
end

def each_of(list, &block) block end

one = Account.new(5, 6, rate: 7, size: 8)
#             ^ calls: 4
#                 ^ passes: start
#                    ^ passes: rest
#                             ^ passes: rate
#                                      ^ passes: more
two = Account.open(9)
#             ^ calls: 35; returns: 36
#                  ^ passes: first
one.name = plus 10, 11
#          ^ calls: 43; returns: 44
#               ^ passes: a
#                   ^ passes: b
puts one.name
#        ^ path: 58
plus(*list, **options)
# <- calls: 43; returns: 44
#    ^      ^ passes: a?, b?
each_of(one) { |x| x }
# <- calls: 47; returns: 47
#       ^ passes: list
#            ^ passes: block
each_of(two, &one)
# <- calls: 47; returns: 47
#       ^ passes: list
twice = ->(y) { y * 2 }
twice.call(12)
#     ^ calls: 74; returns: 74
#          ^ passes: y
xs = [1]
xs << 13
xs.sort!
# <- mutated: 79
xs.size
# <- mutated: 79
p xs
# ^ mutated: 79
xs[0] = 14
# <- mutated: 79
xs[i] = 15
# <- mutated: 79
p xs[0]
# ^ mutated: 79
#    ^ path: 86, 88?
