# Which names are locals, and whose.
total = 0
rate = lambda { |amount, by = amount| amount * by + total }

def outside
  total
end

def conditions(row)
  puts label if label = row[:label]
  unless row
    label = nil
    missing = true
  end
  label << missing.to_s while missing = row.shift
  begin
    label = row.pop
    kept ||= label
  end until kept && row.empty?
  kept &&= label if kept
  label ? kept : missing
end

class Account
  total = 1
  LIMIT = total + 10
  define_method(:over?) { |sum| sum > total }

  def initialize(sum, *rest, limit: LIMIT, **options, &block)
    @sum, (first, *others), last = sum, rest, options
    sum += limit
    @block = block || ->(x; y) { y = x; first || y }
    [first, others, last, sum]
  end

  def each(sum = @sum)
    return enum_for(:each) unless block_given?

    @rows.each do |row, (key, *values), index: 0|
      sum += row.size
      next if key == index
      total = values.sum { |value| value + sum }
      values.each { |key; sum| sum = key }
      yield key, total
    end
    sum
  end

  private

  def fetch(name, times: 3)
    tries = 0
    begin
      tries += 1
      reply = ask(name)
      reply = reply.body while reply.nested?
    rescue Timeout, IOError => error
      retry if tries < times
      warn "#{name}: #{error.message} after #{tries}"
    rescue *kinds => error
      raise error
    else
      log(reply)
    ensure
      reply&.close
    end
    text = File.read(name) rescue error
    text = <<~A + <<-"B" + name
      #{reply} and #{tries}
    A
      #{text}
    B
    { name:, text: text, tries => error }
  end
end

for key, (low, high) in { a: [1, 2] } do span = high - low end
puts span, key, low

case total
when 0, ->(n) { n > rate } then kind = :small
else kind = :large
end

result = case [kind, total]
         in [Symbol => name, Integer | Float => size] if size > total then name
         in { kind: ^kind, deep: { rest: [*, 1 => one, *after] } } unless after.empty?
           [one, after]

         end
result => { name: }
puts name if result in { size: }
size.times { puts it, _1 }
%W[#{total} b].each { |word| puts word + `ls #{word}` + :"#{word}".to_s if word =~ /#{total}/ }
BEGIN { first = 1 }
first
