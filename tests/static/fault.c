/* SPDX-License-Identifier: MIT */
/* Reads through a null pointer: an analyzer that does not tell that does not work. */
int fault(int is_set)
{
    int value = 1;
    const int *pointer = 0;

    if (is_set) {
        pointer = &value;
    }
    return *pointer;
}
