using System.Text.Json.Serialization;

namespace WsBff.Models;

/// <summary>The life of an order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderState>))]
internal enum OrderState
{
    /// <summary>A state that this version of the BFF does not know: ws-order is newer.</summary>
    [JsonStringEnumMemberName("UNKNOWN")]
    Unknown,

    /// <summary>Accepted.</summary>
    [JsonStringEnumMemberName("PLACED")]
    Placed,

    /// <summary>Taken back; final.</summary>
    [JsonStringEnumMemberName("CANCELLED")]
    Cancelled,
}
