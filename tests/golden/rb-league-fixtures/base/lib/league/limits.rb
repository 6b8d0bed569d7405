# frozen_string_literal: true

module League
  FEWEST = 2
  MOST = 20
end
