namespace Cloakroom.Coats;

public sealed record Tag(int Number, DateTimeOffset HungAt);

/// <summary>Eight racks of fifteen hooks.</summary>
public sealed class Racks(TimeProvider clock)
{
    private const int Hooks = 8 * 15;

    private readonly Lock gate = new();
    private readonly SortedSet<int> free = [.. Enumerable.Range(1, Hooks)];
    private readonly Dictionary<int, Tag> hanging = [];

    public Tag Hang()
    {
        lock (gate)
        {
            if (free.Count == 0)
            {
                throw new Full("coat");
            }
            var tag = new Tag(free.Min, clock.GetUtcNow());
            free.Remove(tag.Number);
            hanging.Add(tag.Number, tag);
            return tag;
        }
    }

    public Tag Take(int number)
    {
        lock (gate)
        {
            if (!hanging.Remove(number, out var tag))
            {
                throw new Unknown($"coat {number}");
            }
            free.Add(number);
            return tag;
        }
    }
}
