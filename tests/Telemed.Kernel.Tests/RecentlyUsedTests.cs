namespace Telemed.Kernel.Tests;

public sealed class RecentlyUsedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void It_keeps_what_a_list_in_order_of_use_keeps(int capacity)
    {
        var random = new Random(capacity);
        var map = new RecentlyUsed<string, int>(capacity);
        var order = new List<(string Key, int Value)>();
        for (var i = 0; i < 5000; i++)
        {
            var key = $"{random.Next(12)}";
            var known = order.FindIndex(e => e.Key == key);
            switch (random.Next(100))
            {
                case < 45:
                    Assert.Equal((known >= 0, known < 0 ? 0 : order[known].Value), (map.TryGet(key, out var value), value));
                    if (known >= 0) order.Add(order[known]);
                    if (known >= 0) order.RemoveAt(known);
                    break;
                case < 90:
                    map.Set(key, i);
                    if (known >= 0) order.RemoveAt(known);
                    order.Add((key, i));
                    if (order.Count > capacity) order.RemoveAt(0);
                    break;
                case < 99:
                    map.Remove(key);
                    if (known >= 0) order.RemoveAt(known);
                    break;
                default:
                    map.Clear();
                    order.Clear();
                    break;
            }
        }
        foreach (var (key, value) in order) Assert.Equal((true, value), (map.TryGet(key, out var found), found));
    }
}
