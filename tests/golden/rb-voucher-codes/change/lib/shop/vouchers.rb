# frozen_string_literal: true

require "securerandom"
require "sequel"

module Shop
  # Vouchers that were sold, by their codes.
  class Vouchers
    ALPHABET = ([*"0".."9", *"A".."Z"] - %w[0 1 I O]).freeze

    def initialize(database, draw: -> { SecureRandom.random_number(ALPHABET.size) })
      @vouchers = database[:vouchers]
      @draw = draw
    end

    def issue(cents)
      code = Array.new(10) { ALPHABET[@draw.call] }.join
      @vouchers.insert(code:, cents:)
      code
    rescue Sequel::UniqueConstraintViolation
      retry
    end

    def find(text)
      @vouchers.first(code: text.upcase.delete("- "))
    end
  end
end
