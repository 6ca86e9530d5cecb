/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-usb-devices.h"

#include <string.h>

/* USB Device Class Specification for Integrated Circuit(s) Cards Interface Devices, 4.4 */
#define CLASS_SMART_CARD 0x0b

#define BASE_HEXADECIMAL 16

/* Keys that are handed out with certificates in China, most of which need their vendor's driver. */
static const struct {
  guint vendor;
  guint product;
  const char *maker;
} known_keys[] = {
  { 0x5448, 0x0001, "Haitai" },
  { 0x5448, 0x0003, "Haitai" },
  { 0x5448, 0x0004, "Haitai" },
  { 0x5448, 0x0103, "Haitai" },
  { 0x5488, 0x0004, "Haitai" },
  { 0x055c, 0xe618, "Longmai GM3000" },
  { 0x055c, 0xdb08, "Longmai GM3000" },
  { 0x096e, 0x0303, "Feitian ePass3000GM" },
  { 0x096e, 0x0309, "Feitian ePass3000GM" },
  { 0x096e, 0x0702, "Feitian ePass3003" },
  { 0x096e, 0x0703, "Feitian ePass3003" },
  { 0x1ea8, 0xc001, "Wendingchuang SJK1217" },
  { 0x04b4, 0x1234, "Minghua" },
  { 0x1483, 0x1200, "Minghua" },
  { 0x6588, 0x1514, "Linguo" },
  { 0x22fb, 0x1014, "Zhongtian Xin'an" },
  { 0x1d99, 0x0001, "Xiangsheng" },
};

/* FALSE if @directory has no such attribute. */
static gboolean
read_number (const char *directory, const char *attribute, guint *number)
{
  g_autofree char *path = g_build_filename (directory, attribute, NULL);
  g_autofree char *text = NULL;
  guint64 value;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  g_strstrip (text);
  if (!g_ascii_string_to_unsigned (text, BASE_HEXADECIMAL, 0, 0xffff, &value, NULL))
    return FALSE;

  *number = (guint) value;
  return TRUE;
}

static const char *
find_maker (guint vendor, guint product)
{
  for (size_t i = 0; i < G_N_ELEMENTS (known_keys); i++)
    if (known_keys[i].vendor == vendor && known_keys[i].product == product)
      return known_keys[i].maker;

  return NULL;
}

/* The interfaces of the device "1-2" stand beside it, as "1-2:1.0". */
static gboolean
has_reader_interface (const char *devices, const char *device)
{
  g_autoptr (GDir) directory = g_dir_open (devices, 0, NULL);
  g_autofree char *prefix = g_strconcat (device, ":", NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *path = g_build_filename (devices, name, NULL);
    guint class;

    if (g_str_has_prefix (name, prefix) && read_number (path, "bInterfaceClass", &class)
        && class == CLASS_SMART_CARD)
      return TRUE;
  }

  return FALSE;
}

static DeskUsbDevice *
look_at (const char *devices, const char *name)
{
  g_autofree char *path = g_build_filename (devices, name, NULL);
  DeskUsbDevice device = { 0 };

  if (!read_number (path, "idVendor", &device.vendor)
      || !read_number (path, "idProduct", &device.product))
    return NULL;

  device.maker = find_maker (device.vendor, device.product);
  device.is_reader = has_reader_interface (devices, name);
  if (device.maker == NULL && !device.is_reader)
    return NULL;

  return g_memdup2 (&device, sizeof device);
}

GPtrArray *
desk_usb_devices_list (const char *sysfs)
{
  g_autofree char *devices = g_build_filename (sysfs, "bus", "usb", "devices", NULL);
  g_autoptr (GDir) directory = g_dir_open (devices, 0, NULL);
  GPtrArray *list;
  const char *name;

  if (directory == NULL)
    return NULL;

  list = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (directory)) != NULL) {
    DeskUsbDevice *device = strchr (name, ':') == NULL ? look_at (devices, name) : NULL;

    if (device != NULL)
      g_ptr_array_add (list, device);
  }

  return list;
}
