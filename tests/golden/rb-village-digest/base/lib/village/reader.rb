# frozen_string_literal: true

module Village
  Reader = Data.define(:address, :refused) do
    def wants?(mailing) = !refused.include?(mailing)
  end
end
