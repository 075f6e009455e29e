using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Stores an id as its 16 bytes in the order in which it is written, so that ids of version 7 sort by time, and whatever
/// GUID format the connection string names.</summary>
internal sealed class GuidBytesConverter() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));
