/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-key-list.h"

GPtrArray *
desk_key_list_dup_items (GListModel *model)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (items, g_list_model_get_item (model, i));

  return items;
}

GPtrArray *
desk_key_list_find_missing (GPtrArray *some, GPtrArray *others, GEqualFunc is_equal)
{
  GPtrArray *missing = g_ptr_array_new ();

  for (guint i = 0; i < some->len; i++)
    if (!g_ptr_array_find_with_equal_func (others, some->pdata[i], is_equal, NULL))
      g_ptr_array_add (missing, some->pdata[i]);

  return missing;
}

/* @items, with the objects of @old where one is equal; each of them once. */
static GPtrArray *
keep_known (GPtrArray *old, GPtrArray *items, GEqualFunc is_equal)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < items->len; i++) {
    GObject *item = g_ptr_array_index (items, i);

    for (guint k = 0; k < old->len; k++) {
      GObject *known = g_ptr_array_index (old, k);

      if (is_equal (known, item) && g_hash_table_add (used, known)) {
        item = known;
        break;
      }
    }
    g_ptr_array_add (kept, g_object_ref (item));
  }

  return kept;
}

void
desk_key_list_replace (GListStore *store, GPtrArray *items, GEqualFunc is_equal)
{
  g_autoptr (GPtrArray) old = desk_key_list_dup_items (G_LIST_MODEL (store));
  g_autoptr (GPtrArray) new = keep_known (old, items, is_equal);
  guint shorter = MIN (old->len, new->len);
  guint before = 0;
  guint after = 0;

  while (before < shorter && old->pdata[before] == new->pdata[before])
    before++;
  while (after < shorter - before
         && old->pdata[old->len - 1 - after] == new->pdata[new->len - 1 - after])
    after++;

  if (before + after < MAX (old->len, new->len))
    g_list_store_splice (store, before, old->len - before - after, new->pdata + before,
                         new->len - before - after);
}
