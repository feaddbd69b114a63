# What reaches where: modifiers, unless, begin/rescue/retry, while modifiers, case, op-assign, blocks.
def modifiers(p, q)
  x = 1
  x = 2 if p
  #        ^ reads: 2
  return x unless q
  #      ^ reads: 3, 4
  x = 3 unless true
  y = x
  #   ^ reads: 3, 4
  x = 4 while x < q
  #           ^ reads: 3, 4, 11:3
  begin
    x += 1
    # <- reads: 3, 4, 11:3, 14; role: update
  end until x > q
  #         ^ reads: 14
  [x, y, mystery]
  #^ reads: 14
  #      ^ binds: -; role: use
end

def dead(p)
  raise ArgumentError, p if p > 3
  x = 1
  x = 2 or raise "never"
  while true
    x
    # <- reads: 26, 32
    break x if p
    #     ^ reads: 26, 32
    x = nil
    next
    x = 5
  end
  x
  # <- reads: 26, 32
end

def rescued(path)
  tries = 0
  begin
    tries += 1
    # <- reads: 41, 43
    data = read(path)
    #           ^ reads: 40
  rescue IOError => e
    retry if tries < 3
    #        ^ reads: 41?, 43
    data = e
    #      ^ reads: 47
  rescue
    data = nil
  else
    log data
    #   ^ reads: 45
  ensure
    close(data)
    #     ^ reads: 45, 50, 53
  end
  return data, e
  #      ^ reads: 45, 50, 53
  #            ^ reads: 47
end

def parse(text)
  number = Integer(text) rescue -1
  number
  # <- reads: 67
ensure
  text = number
  #      ^ reads: 67; binds: 67
end

def choose(v, w)
  a = case v
      #    ^ reads: 75
      when w then b = 1
      when (b = 2; w) then 0
      else b = 3
      end
  case [a, b]
  #     ^ reads: 76
  #        ^ reads: 78, 79, 80
  in [Integer => n, *rest] if n > w
  #                           ^ reads: 85:18
    w = rest
    #   ^ reads: 85
  in { key: ^a, value: } unless value
  #          ^ reads: 76
  #                             ^ reads: 89:17
    w = value
    #   ^ reads: 89:17
  end
  w
  # <- reads: 87, 92
end

def operators(a, b)
  a ||= b
  # <- reads: 99; role: update
  c = a && (d = b)
  #   ^ reads: 99, 100
  d &&= c
  # <- reads: 102
  a, b = b, a
  #      ^ reads: 99
  #         ^ reads: 99, 100
  a += b -= 1
  #    ^ reads: 106:6; role: update
  # <- reads: 106:3
  e = (a if c)
  #    ^ reads: 109:3
  { a:, "b": b, d => e }
  # ^ reads: 109:3
  #          ^ reads: 109:8
  #             ^ reads: 102, 104
end

def blocks(list)
  sum = 0
  list.each do |item; sum|
    sum = item
    #     ^ reads: 122
    next if sum
    #       ^ reads: 123; binds: 122
  end
  list.each { |item| sum += item }
  #                  ^ binds: 121
  #                         ^ reads: 128:16
  later = -> { sum }
  #            ^ captures: 121; binds: 121
  until sum.nil? do sum = later.call end
  #     ^ reads: 121, 133:21
  #                       ^ reads: 131
  for list in sum do end
  #           ^ reads: 121, 133:21
  list
  # <- reads: 120, 136
end
