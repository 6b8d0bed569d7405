# frozen_string_literal: true

module Circular
  # Counts by address, whatever its case; what nobody has counted yet is 0.
  class Addresses
    def initialize
      @counts = Hash.new(0)
    end

    def add(address)
      @counts[address.strip.downcase] += 1
    end

    def forget(address)
      @counts.delete(address.strip.downcase)
    end
  end
end
