# frozen_string_literal: true

module Quiz
  Team = Struct.new(:name, :answers, keyword_init: true) do
    # Answers by the number of their question, as they were written down.
    def answer(question)
      answers.fetch(question, "").strip.downcase
    end
  end
end
