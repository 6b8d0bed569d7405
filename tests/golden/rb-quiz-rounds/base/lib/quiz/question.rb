# frozen_string_literal: true

module Quiz
  Question = Data.define(:number, :accepted, :joker) do
    def initialize(number:, accepted:, joker: false)
      super(number:, accepted: Array(accepted).map(&:downcase), joker:)
    end
  end
end
