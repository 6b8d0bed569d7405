# frozen_string_literal: true

module Village
  Note = Data.define(:title, :written_at)
end
