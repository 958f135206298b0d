/* For tests only, never to be shipped: a library that every Windows since 8 has and that Wine before 9 lacks. Rust's
   standard library takes random numbers from it; here they come from the older function that Wine does have. */
#include <windows.h>

/* RtlGenRandom, as advapi32.dll calls it. */
BOOLEAN NTAPI SystemFunction036(PVOID into, ULONG length);

#define MOST 0x10000000

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE into, SIZE_T length)
{
    while (length > 0) {
        ULONG part = length < MOST ? (ULONG)length : MOST;
        if (!SystemFunction036(into, part))
            return FALSE;
        into += part;
        length -= part;
    }
    return TRUE;
}
