import {
  formatPageValue,
  PAGE_SETTINGS,
  type PageSettingId,
  type PageValue,
  readPageValue,
} from '#core/settings/page-settings';

/** What this page remembers, or its default where it may keep nothing. */
export function remembered<K extends PageSettingId>(id: K): PageValue<K> {
  try {
    return readPageValue(id, localStorage.getItem(PAGE_SETTINGS[id].key));
  } catch {
    // A page without storage begins with the defaults each time.
    return readPageValue(id, null);
  }
}

/** Keeps a value in this page's storage; where there is none, the next page begins with the default. */
export function remember<K extends PageSettingId>(id: K, value: PageValue<K>): void {
  try {
    localStorage.setItem(PAGE_SETTINGS[id].key, formatPageValue(id, value));
  } catch {
    // A page without storage, or one that is full.
  }
}
